@scripts
Feature: A content security policy protects the checkout and shuts nothing out

  @PL10
  Scenario: Every page carries a policy, and the policy lets its own scripts in
    Given I have a product in stock in my cart
    And I watch what the pages' own policy refuses
    When I am ready to place my order
    Then every page should carry a policy that lets its own scripts in

  @PL07
  Scenario: Under a stricter policy there is still a way to pay
    Given I have a product in stock in my cart
    And the pages will allow scripts from the store alone
    When I choose to pay with a good card
    And I try to buy all the same
    Then I should have my order, or be told why not and get it by another way to pay
